/** What a connected stream tells of its inputs. */
import { StreamExecutionEnvironment, Types } from "millrace";
import { expect, test } from "vitest";

// covers: ConnectedStreams.getFirstInput, ConnectedStreams.getSecondInput
// covers: ConnectedStreams.getType1, ConnectedStreams.getType2
test("a connected stream knows its inputs and their types", () => {
  const env = StreamExecutionEnvironment.getExecutionEnvironment();
  const numbers = env.fromCollection([1], Types.INT());
  const texts = env.fromCollection(["a"], Types.STRING());
  const connected = numbers.connect(texts);
  expect(connected.getFirstInput()).toBe(numbers);
  expect(connected.getSecondInput()).toBe(texts);
  expect([connected.getType1(), connected.getType2()].map(String)).toEqual(
    [Types.INT(), Types.STRING()].map(String),
  );
});
