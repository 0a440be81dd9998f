// Sections 5, 6, 15, 16 and 18: async functions, process functions, timers, side outputs, keys and partitioning.
import { matches, pairs, records, script, values } from "../rule.js";

const ordered = { isOrdered: true };
const message = { message: values(/`(.*?)`/) };
const after = (arrow) => ({ output: records(new RegExp(`${arrow} (.*)$`, "m")) });
const results = after("->");

/** What both sides of a join hold after a watermark. */
const buffered = /WM (\d) -> (?:left (\{[\d.,]+\}) right (\{[\d.,]+\})|(empty))/g;

export const functionRules = {
  "AF-03": { output: records(/Output \*ordered\* (`.*?`)/, ordered) },
  "AF-05": { message: values(/message says (result cannot be none)/) },
  "AF-06": message,
  "AF-07": message,
  "AF-08": { output: records(/output (`.*?`)/) },
  "AB-01": { output: records(/-> sorted (`.*?`)/) },
  "AB-02": results,
  "AB-03": { output: records(/-> (`.*?`)/) },
  "AB-04": message,
  "AB-06": { output: records(/-> ordered (`.*?`)/, ordered) },
  "AB-07": { message: values(/mentions (list) type/) },
  "AB-08": { message: values(/message: (cannot be none)/) },
  "AB-09": { message: values(/contains "(.*?)"/) },
  "AB-11": { results: values(/all (\w+) results/), batches: values(/batches (\d) and (\d)/) },
  "AB-12": results,
  "PF-02": { script: script(/(`PT 17.*?`) -/, ordered) },
  "PF-06": { script: script(/(`E 5@12.*)$/, ordered) },
  "PF-07": { script: script(/(`E1 5@12.*)$/, ordered), watermark: values(/-> WM (\d+)/) },
  "PF-10": { processing: values(/after SNAP: (PROC:1777)/), event: values(/=> (EVENT:1777@6)/) },
  "PF-11": { fired: values(/: (4) timers/), left: values(/leaves (\d)/) },
  "PF-12": { left: values(/drop to (\d)/) },
  "PF-14": { restored: values(/each half fires (only its own) key's timers/) },
  "PF-15": { script: script(/(`WM12 10.*?)`, key in/, ordered), key: values(/onTimer is "(\d)"/) },
  "PF-16": { lists: pairs(/(test\d) x(\d)/g) },
  "PF-17": {
    broadcast: matches(/\d+/g, /broadcast ([\d,]+) put/),
    later: values(/later broadcast (\d+)/),
  },
  "PF-19": {
    entries: pairs(/9:([\w.]+)->([\w.]+)/g),
    key: values(/\{(\d):key/),
    timestamp: values(/all @(\d+)/),
  },
  "PF-20": { message: values(/"(.*)"/) },
  "PF-21": { message: values(/"(.*)"/) },
  "PF-22": { watermarks: records(/see watermarks (.*?) in/, ordered) },
  "PF-24": { text: records(/: (sideout-1\.\.5)/), integer: records(/and (13 five times)/) },
  "PF-25": { verdict: values(/-> (unsupported operation)/) },
  "PF-26": { verdict: values(/gives an (empty) stream/) },
  "PF-27": { late: records(/-> (late-.*)\.$/m) },
  "PF-29": { main: records(/main ([\d,]+)/), side: records(/side (sideout[-\d,]+)/) },
  "KG-01": { sum: records(/running sum\(1\): (.*?);/, ordered) },
  "KG-02": {
    "max first": records(/ties: (.*?)\. maxBy/, ordered),
    "max last": records(/maxBy last: \.\.\.(.*?)\. minBy/, ordered),
    "min first": records(/minBy first: (.*?)\. minBy/, ordered),
    "min last": records(/minBy last: (.*?)\. PyFlink/, ordered),
  },
  "KG-03": { message: values(/message starts "(.*?)"/) },
  "KG-05": { channels: records(/3 channels: ([\d,]+)/, ordered) },
  "KG-06": { feeds: values(/feeds exactly (\d)/), reads: values(/reads exactly (\d)/) },
  "KG-07": { channels: records(/channel in (\d\.\.\d)/, ordered) },
  "KG-08": {
    two: matches(/\d+-\d+/g, /\(13,2\): (.*?);/),
    "10 by 3": matches(/\d+-\d+/g, /\(10,3\): (.*?);/),
    "128 by 3": matches(/\d+-\d+/g, /\(128,3\): (.*?);/),
    "128 by 5": matches(/\d+-\d+/g, /\(128,5\): ([\d, -]*)/),
    pairs: matches(/\(\d+,\d+\)/g, /in ((?:\(\d+,\d+\),?)+) and/),
  },
  "KG-10": { intersections: pairs(/(\[\d+,\d+\]∩\[\d+,\d+\])=(\[\d+,\d+\]|empty)/g) },
  "IJ-01": {
    "[-2,-1]": records(/\[-2,-1\] inclusive: (.*?)\. /),
    "[-1,1]": records(/\[-1,1\]: (.*?)\. /),
    "[1,2]": records(/\[1,2\]: (.*?)\. /),
    "(-3,-1)": records(/\(-3,-1\): (.*?)\. /),
    "(-1,1)": records(/Exclusive \(-1,1\): (.*?)\. /),
    "(1,3)": records(/Exclusive \(1,3\): (.*?)\. /),
  },
  "IJ-02": {
    "[-1,0]": pairs(buffered, /Bounds \[-1,0\]: (.*?) Bounds/),
    "[0,1]": pairs(buffered, /Bounds \[0,1\]: (.*)$/),
  },
  "IJ-03": { before: records(/sides -> (.*?); SNAP/), after: records(/both -> (.*)\.$/m) },
  "IJ-05": { verdict: values(/-> (error)/) },
  "AW-01": {
    ordered: matches(/WM \d|\d@\d/g, /ordered: (.*?); unordered/),
    unordered: values(/(WM 2) is third, (6@3) last/),
  },
  "AW-02": { output: records(/: (2,4,.*?) in order/, ordered) },
  "AW-03": { output: records(/-> (22,.*)\.$/m, ordered) },
  "AW-05": { count: values(/all (\d+) come out/) },
  "AW-06": {
    failed: values(/still emitted \((.*?)\)/),
    handled: values(/input\*3: (\S+) then (\S+)\./),
  },
  "AW-07": { timer: values(/(cancels) the timeout timer/) },
  "AW-08": { verdict: values(/(fails) the task/) },
  "AW-10": {
    batches: values(/batches (\d) then (\d)/),
    output: records(/outputs (\{.*?\})/),
    ones: records(/max 1 -> ([\d,]+)\./, ordered),
  },
  "AW-11": { sums: values(/: (\d) and (\d)/) },
  "AW-12": { first: values(/`PT 51` call with (\d)/), sizes: values(/-> \[([\d,]+)\] sizes/) },
  "AW-13": {
    calls: values(/-> (\d) calls, \{2,4\}/),
    output: records(/calls, (\{.*?\})/),
    "on result": values(/-> (\d) calls\. Non/),
    "not matching": values(/error: (\d) call/),
    failing: values(/failing: (\d) calls/),
  },
};
