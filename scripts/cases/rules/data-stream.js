// Section 1: what is expected of each job on a data stream.
import { literals, matches, records, sameAs, values } from "../rule.js";

/** "Main `a b c`; side `0 1 2`". */
const mainAndSide = {
  main: records(/\b[Mm]ain (`(?:\w )+\w+`)/),
  side: records(/\b[Ss]ide (`(?:\d )+\d`)/),
};

export const dataStreamRules = {
  "DS-04": { output: literals(/Output[^:]*: (.*?) \(In/) },
  "DS-06": { output: sameAs("DS-05"), visibility: values(/default visibility (\w+)/) },
  "DS-11": { output: records(/- Output \(sorted\): (.*)$/m) },
  "DS-12": mainAndSide,
  "DS-14": {
    main: records(/Main (`[a-z ]+`)/),
    side1: records(/side1 (`[\d ]+`)/),
    side2: records(/side2 (`[\w ]+`)/),
  },
  "DS-15": mainAndSide,
  "DS-16": mainAndSide,
  "DS-17": { main: records(/Main (`[\d ]+`)/), side: records(/side (`[\d ]+`)/) },
  "DS-19": mainAndSide,
  "DS-20": { side: records(/-> (\{.*\})/) },
  "DS-21": { sink1: records(/\. sink1 (\{[\d,]+\})/), sink2: records(/sink2 (\{[\d,]+\}) /) },
  "DS-24": { output: records(/: (`\+I.*`)/) },
  "DS-25": { output: records(/: (`\+I.*`)/) },
  "DS-31": { output: records(/unchanged: (`\+I[^`]*`)/) },
  "DS-34": {
    output: records(/- `(.*?)`, `ROW/, { isRow: true }),
    first: literals(/-> [^:]*: (`.*?`)/),
  },
  "DS-35": { output: sameAs("DS-34") },
  "DS-36": { output: literals(/-> (`.*?`)/) },
  "DS-37": { input: records(/Input (`\(.*?\)`)/) },
  "DS-39": {
    watermark: values(/four lines, watermark (\w+) each/),
    timer: values(/`(on timer: \d+)`/),
  },
  "DS-40": { watermark: values(/current watermark is (\w+)/) },
  "DS-46": { name: values(/name\('(\w+)'\)/) },
  "DS-47": { parallelism: values(/`nodes\[1\]\.parallelism` is (\d+)/) },
  "DS-49": { parallelism: values(/plan node 0 parallelism (\d+)/) },
  "DS-50": { output: records(/result (\{.*\})/) },
  "DS-51": { nodes: values(/exactly the (\w+) "keyed stream values" nodes/) },
  "DS-52": { type: values(/type is `(\w+)`/), output: records(/values would be `(.*)`\)/) },
  "DS-54": { strategy: values(/ship_strategy `(\w+)`/) },
  "DS-55": { strategy: values(/ship_strategy `(\w+)`/) },
  "DS-56": { strategy: values(/ship_strategy `(\w+)`/) },
  "DS-57": { methods: matches(/`(\w+)`/g) },
  "DS-59": {
    default: values(/\(a\) default: (m1 chainable with m0 and with m2)/),
    startNewChain: values(/`m1\.startNewChain\(\)`: (.*?)\./),
    disableChaining: values(/`m1\.disableChaining\(\)`: (.*?)\./),
  },
  "DS-60": {
    strings: records(/\(a\) strings \[(.*?)\]/, { isOrdered: true }),
    limit: values(/limit=(\d+)/),
    keyed: records(/keyed stream of `(.*?)`/, { isOrdered: true }),
    decimals: literals(/decimals (`[\d.]+` and `[\d.]+`)/, { isOrdered: true }),
    arrays: records(/stream \[(\[.*?\])\]\./, { isOrdered: true }),
    objects: literals(/OBJECT_ARRAY\(DOUBLE\)\]`: (.*)$/m, { isOrdered: true }),
  },
  "DS-61": { count: values(/returns all (\w+) in/) },
  "DS-62": { message: values(/message `(.*?)`/) },
  "DS-64": { name: values(/node of type `(.*?)`/) },
  "DS-65": { count: values(/exactly (\d+) nodes/), name: values(/last is `(.*?)`/) },
};
