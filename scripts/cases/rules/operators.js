// Sections 11 to 13: window operators and triggers.
import { continued, matches, sameAs, script, values } from "../rule.js";

/** The common session script "SS" of W-20. */
const common = { first: /"SS" [^:]*: (.*)\.$/m, record: /all `(\(key2,1\))`/ };
const afterCommon = { script: continued("W-20", common, /^- SS,[^:]*: (.*)$/m) };

/** The elements of W-01, which others share. */
const elements = { first: /`(E key2@3999.*?)`/ };

export const operatorRules = {
  "W-02": { script: continued("W-01", elements) },
  "W-10": { script: continued("W-01", elements) },
  "W-15": { script: sameAs("W-13", "script") },
  "W-20": { script: continued("W-20", common, /^- Lateness 0[^:]*: after SS (.*)$/m) },
  "W-21": afterCommon,
  "W-22": afterCommon,
  "W-23": afterCommon,
  "W-25": afterCommon,
  "W-28": { script: script(), "session function": values(/session fn: `(.*?)`/) },
  "W-33": { methods: values(/-> (unsupported operation) at build time/) },
  "W-35": {
    eventTime: values(/with (EventTimeTrigger)/),
    processingTime: values(/with (ProcessingTimeTrigger)/),
  },
  "WC-01": { verdict: values(/then element: (processed)/) },
  "WC-02": { verdict: values(/: (dropped, no state, no timers, no output)/) },
  "WC-03": { windows: matches(/\[\d,\d\)/g) },
  "WC-05": {
    output: matches(/`(\w+)`/g),
    timestamp: values(/carry timestamp (\d+)/),
  },
  "WC-06": { timestamp: values(/carry timestamp (\d+)/) },
  "WC-07": { verdict: values(/(CONTINUE) keeps/) },
  "WC-08": { cleanup: values(/at time (\d+)/), clears: values(/called exactly (\w+)/) },
  "WC-10": { counts: values(/(\d) state entries and (\d) timers/) },
  "WC-11": { verdict: values(/(cleared) through the function's `clear`/) },
  "WC-12": { message: values(/"(.*)"/) },
  "TG-01": { results: matches(/\b(?:CONTINUE|FIRE)\b/g) },
  "TG-03": { merged: values(/-> (\[0,4\)) holds count (\d); next element there (FIRE)s/) },
  "TG-04": { merged: values(/into (\[0,8\)): next element (FIRE)s/) },
  "TG-05": { fired: values(/`WM 2` FIREs (\[0,2\)) only/) },
  "TG-06": { result: values(/-> (FIRE) at once/) },
  "TG-08": { merged: values(/-> (\[0,4\)) registers no timer/) },
  "TG-09": {
    inner: matches(/[A-Z_]+/g, /inner (\S+) ->/),
    outer: matches(/[A-Z_]+/g, /-> (\S+) for/),
  },
  "TG-10": { timers: values(/(\w+) timers per window/) },
  "TG-11": { result: values(/element -> (FIRE)/) },
  "TG-13": { script: script(/(`PT 0 .*)$/) },
  "TG-14": { script: script(/this trigger, (PT 0: .*)$/) },
  "TG-15": { script: script(/interval 5: (.*)$/) },
};
