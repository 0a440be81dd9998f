/** Codes of the room `engine`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */

export const engineCodes = {
  ENGINE_JOB_CANCELED: {
    text: "The job {job} was canceled.",
    hint: "Nothing is wrong with the job; its sources were stopped and what was not committed was left out.",
  },
  ENGINE_STUCK: {
    text: "The job {job} waits for {waiting}, and nothing in the process can wake it.",
    hint: "A promise that is awaited there is never settled: no timer, socket or file of the process is open any more.",
  },
  ENGINE_UNHANDLED_REJECTION: {
    text: "A promise was rejected in the code of job {job} and nobody handled it: {message}.",
    hint: "Await the promise or catch its rejection; wait for other systems in a source (fromAsyncIterable) or in a sink function, whose promises are awaited.",
  },
} as const;
