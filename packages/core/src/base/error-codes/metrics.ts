/** Codes of metrics. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */

export const metricsCodes = {
  METRIC_EXISTS: {
    text: "There is a {kind} {identifier} already; it cannot be registered as a {given} too.",
    hint: "Give each metric of an operator a name of its own, or put it into a group: addGroup(name). A gauge, and what measures over another span, is registered once.",
  },
  METRIC_WRONG_VALUE: {
    text: "A {metric} was given {value}; it takes {expected}.",
    hint: "Convert what is measured into a number before, for instance Math.round(value) or Number(value).",
  },
  METRIC_GAUGE_FAILED: {
    text: "The gauge {identifier} could not be read: {message}.",
    hint: "The job is not affected; the metric has no value. The cause below is the gauge's own error.",
  },
} as const;
