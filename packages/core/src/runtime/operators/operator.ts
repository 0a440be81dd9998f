/**
 * The contract between operators and what hosts them. One operator, one file, one shape: `create…Operator(node, context)`.
 *
 * A host calls, in the worker's thread and never concurrently: `open` (sinks first), then any number of records,
 * watermarks and statuses per input, `endInput(k)` for each input, `finish`, then `close` on every path. An operator
 * does not know where its inputs come from or where its outputs go. Current key and timestamp are fields of the
 * operator's own context (S1); outside of a call they are cleared (W7).
 */
export {};
