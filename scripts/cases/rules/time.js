// Sections 14, 19 and 21: watermarks, restart strategies, time to live.
import { matches, pairs, values } from "../rule.js";

/** "25,10,17 -> 10" and the like: every number or word behind an arrow. */
const forwarded = { forwarded: matches(/-> (\d+|nothing|IDLE|ACTIVE)/g) };

const delays = /(\d(?:st|nd|rd|th))(?: failure)?(?: in)? (\{[\d.,]+\})/g;

export const timeRules = {
  "WM-01": { watermarks: values(/-> watermark (\w+); after event 1337 -> (\d+); .* -> (\d+)/) },
  "WM-03": { timeouts: values(/timeout (\d) or (-\d) ms/) },
  "WM-04": { timeout: values(/timeout (\d+): check, \+(\d+) ms/) },
  "WM-05": { combined: matches(/(?:combined|->) (\d)/g), alone: values(/active, (\d)\./) },
  "WM-06": { combined: values(/idle -> (\d); .*stays (\d)\. Immediate .*stays (\d)\./) },
  "WM-08": { watermark: values(/-> (\d+)\. Removing/) },
  "WM-09": {
    forwarded: values(/^- (\d+), (\d+) forwarded; 25 then 18 -> (nothing), 42 -> (\d+)/),
    statuses: matches(/-> (nothing|IDLE|ACTIVE)/g, /Channel starts (.*?)\. Watermark/),
  },
  "WM-10": forwarded,
  "WM-11": { forwarded: matches(/-> (\d+)/g) },
  "WM-13": forwarded,
  "WM-14": { forwarded: matches(/-> (\d+|no output)/g) },
  "WM-15": { passed: values(/only (MAX) passes/) },
  "WM-16": { watermarks: matches(/WM (\d+)/g) },
  "WM-18": { verdict: values(/emit (any) watermark/) },
  "WM-19": { timestamps: matches(/MIN|MAX|-?\d+/g, /timestamps (.*?) are/) },
  "RS-01": { restarts: values(/(\d) restarts/), delay: values(/delay \((\d+)\)/) },
  "RS-02": { limits: values(/Max (\d) per (\d+) ms/) },
  "RS-03": {
    attempts: values(/attempts (\d+): canRestart true for (\d+) checks/),
    limits: values(/Initial (\d+) .*Max (\d)/),
  },
  "RS-04": { delays: matches(/\d+/g, /jitter 0: ([\d, ]+)/) },
  "RS-06": {
    "quarter jitter": pairs(delays, /jitter 0\.25: (.*?); jitter/),
    "whole jitter": pairs(delays, /; jitter 1, (.*)$/),
  },
  "TL-01": { values: values(/write (B) -> B; write null -> (empty)/) },
  "TL-03": { reads: values(/t120 read -> (A) .*second read -> (empty)/) },
  "TL-04": { reads: values(/t120 read -> (still there); t250 read -> (empty)/) },
  "TL-05": { reads: values(/t170 read -> (value) once; again -> (empty)/) },
  "TL-06": { read: values(/t50 read -> (present)/) },
  "TL-08": { reads: values(/t180: k1 (empty) .*, k2 (A)\./) },
  "TL-09": { verdict: values(/the t0 group is (gone)/) },
  "TL-10": { verdict: values(/physically (removes) expired/) },
};
