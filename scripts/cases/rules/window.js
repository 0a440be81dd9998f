// Sections 2 and 10: windows of jobs, and the arithmetic of their assignment.
import { arrows, literals, matches, pairs, records, values } from "../rule.js";

const assigned = {
  windows: arrows(/(?:offset -?[\d.]+(?: m?s)?|size -?\d+(?: s)?|gap \d+): (.*)\.$/m),
};
const starts = { starts: arrows(/(?:\)|\d|ms): (\d+ -> .*)\.$/m) };

export const windowRules = {
  "WN-11": { output: literals(/texts (.*)\.$/m, { shorthand: [1, 4] }) },
  "WN-12": { output: records(/one session (`.*?`)/) },
  "WN-16": { output: records(/-> (`.*?`) /, { isOrdered: true }) },
  "WN-17": { output: records(/starts\/results (.*)\.$/m, { isOrdered: true }) },
  "WN-19": { output: literals(/- (.*)$/m, { isOrdered: true }) },
  "WN-20": { main: records(/Main (`.*?`)/), side: literals(/side (`.*?`)/) },
  "WN-21": { output: records(/- Output \(sorted\): (`.*?`)/) },
  "WA-01": {
    "offset 0": arrows(/Size 7, offset 0: (.*)\.$/m),
    "offset 3": arrows(/Offset 3: (.*)\.$/m),
    "offset -2": arrows(/Offset -2: (.*)\.$/m),
    "a day": arrows(/\(UTC\+8 days\): (.*)\.$/m),
  },
  "WA-03": assigned,
  "WA-04": assigned,
  "WA-05": assigned,
  "WA-06": assigned,
  "WA-08": { message: values(/message contains `(.*?)`/) },
  "WA-09": { isEventTime: values(/isEventTime (\w+)/), trigger: values(/default trigger (\w+)/) },
  "WA-10": starts,
  "WA-11": starts,
  "WA-13": starts,
  "WA-14": { message: values(/illegal argument, `(.*?)`/) },
  "WA-15": assigned,
  "WA-16": {
    three: values(/first three -> (\[\d,\d\)), last two -> (\[\d,\d\))/),
    covering: values(/-> (\[0,2\)) and (\[4,7\))/),
  },
  "WA-18": { windows: matches(/\[\d+,\d+\)/g, /-> (.*?)\. Same/) },
  "WA-19": { message: values(/time, `(.*?)`/) },
  "WA-20": {
    trigger: values(/default trigger (\w+)/),
    endOfStream: values(/-> (end-of-stream trigger)/),
  },
  "WA-21": {
    windows: pairs(/\badd (\[\d+,\d+\))(?: again)? -> (\[\d+,\d+\))?/g),
    stateWindows: pairs(/\badd (\[\d+,\d+\)) -> [^;]*?state window (?:stays )?(\[\d+,\d+\))/g),
  },
  "WA-23": {
    window: values(/-> (\[0,3\)), merged/),
    stateWindow: values(/state window stays (\[1,2\))/),
  },
};
