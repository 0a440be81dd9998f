/** Codes of the room `testing`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */

export const testingCodes = {
  TESTING_NOT_ONE_CHAIN: {
    text: "The tested part of the program runs as {count} chains ({chains}), and a harness runs one.",
    hint: "Give it what runs behind the last keyBy or rebalance; a whole program runs in a MiniCluster.",
  },
  TESTING_NEVER_SETTLES: {
    text: "The jobs of the mini cluster are still at work after {turns} turns of the event loop.",
    hint: "A source without end is never done: give it records with pauses (`ScriptedSource`), or wait for what the test needs with `cluster.until(() => …)`.",
  },
  TESTING_NEVER_HOLDS: {
    text: "The condition {condition} does not hold after {turns} turns of the event loop.",
    hint: "The job waits for something that the test has not done, as moving the clock with `cluster.advance`, or it has ended: look at its result.",
  },
} as const;
