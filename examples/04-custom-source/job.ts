/** A source of your own, as a generator: each value it yields is a record, taken when there is room for it. */
import { SourceFunction, StreamExecutionEnvironment } from "millrace";

class Countdown extends SourceFunction<number> {
  *run() {
    for (let n = 3; n > 0; n--) yield n;
  }
}

const env = StreamExecutionEnvironment.getExecutionEnvironment();

env
  .addSource(new Countdown())
  .map((n) => `${n} …`)
  .print();

await env.execute("countdown");
