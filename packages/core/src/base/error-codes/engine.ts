/** Codes of the room `engine`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */

export const engineCodes = {
  ENGINE_CACHED_FILE_NOT_FOUND: {
    text: "There is no file or folder {path}, which was registered under the name {name}.",
    hint: "Check the path of registerCachedFile(…), or of pipeline.cached-files; a relative one starts at the folder in which the process runs.",
  },
  ENGINE_CACHED_FILE_UNREADABLE: {
    text: "{path}, which was registered under the name {name}, cannot be read: {reason}.",
    hint: "Register a file or a folder that this process may read.",
  },
  ENGINE_CACHED_FILE_NOT_EXECUTABLE: {
    text: "{path} was registered under the name {name} as executable, and is not.",
    hint: "Functions get the file itself, with its own permissions: make it executable (chmod +x), or register it without.",
  },
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
