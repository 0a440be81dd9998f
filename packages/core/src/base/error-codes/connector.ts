/** Codes of the room `connector`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */

export const connectorCodes = {
  CONNECTOR_RECORD_REJECTED: {
    text: "A record at {position} cannot be read: {reason}.",
    hint: "Correct the input, or set pipeline.rejected-records: skip to leave such records out and count them.",
  },
  CONNECTOR_INVALID_OPTION: {
    text: "{option} is {value}, expected {expected}.",
    hint: "Give the option a value of the kind that is named.",
  },
  CONNECTOR_UNKNOWN_VERSION: {
    text: "{what} was written with version {version}, this release reads version {known}.",
    hint: "Restore with the release that wrote the checkpoint or a later one.",
  },
  CONNECTOR_UNKNOWN_CHARSET: {
    text: "The charset {charset} is not known for {use}.",
    hint: "Use UTF-8, ISO-8859-1, US-ASCII, UTF-16LE or UTF-16BE, or read and write bytes.",
  },
  CONNECTOR_TEXT_NOT_ENCODABLE: {
    text: "The character {character} does not exist in the charset {charset}.",
    hint: "Write with UTF-8, or replace such characters before the sink.",
  },
  CONNECTOR_CANNOT_REPLAY: {
    text: "{source} cannot be read again from record {position}: its iterator is used up.",
    hint: "Pass a function that opens a new iterator, as in fromAsyncIterable(() => open()).",
  },
  CONNECTOR_FILE_NOT_FOUND: {
    text: "There is no file or directory {path}.",
    hint: "Check the path; relative paths begin in the process's current folder.",
  },
  CONNECTOR_FILE_VANISHED: {
    text: "The file {path} was listed and is gone now.",
    hint: "Keep input files in place until the job has ended.",
  },
  CONNECTOR_FILE_SHRUNK: {
    text: "The file {path} ends at byte {size}, but {expected} of it are wanted.",
    hint: "Do not change input files while a job reads them; restore from a checkpoint only with the same files.",
  },
  CONNECTOR_FILE_CORRUPT: {
    text: "The file {path} cannot be decompressed: {reason}.",
    hint: "Check the file with the tool that wrote it, e.g. gzip -t; a name that ends in .gz or .zst must hold what it says.",
  },
  CONNECTOR_FILE_UNREADABLE: {
    text: "The file {path} cannot be read: {reason}.",
    hint: "Check that it is a regular file and its permissions.",
  },
  CONNECTOR_FILE_COMPRESSION: {
    text: "The file {path} is compressed in a way that is not supported: {extension}.",
    hint: "Decompress it first, or use .gz or .zst.",
  },
  CONNECTOR_WRITE_FAILED: {
    text: "Writing to {path} failed: {reason}.",
    hint: "Check the space that is left, and the permissions of the output directory.",
  },
  CONNECTOR_BUCKET_OUTSIDE: {
    text: "The bucket {bucket} leads out of the output directory.",
    hint: "Let the bucket assigner return a relative path without '..', '\\' and empty parts.",
  },
  CONNECTOR_FILE_EXISTS: {
    text: "The finished file {path} exists already and is never overwritten.",
    hint: "Write to another directory, or move the file away.",
  },
  CONNECTOR_PENDING_FILE_LOST: {
    text: "The pending file {path} is gone and was not finished as {finished}.",
    hint: "Something else removed files of the running job. Start from a checkpoint whose files are complete.",
  },
  CONNECTOR_CONNECTION_FAILED: {
    text: "The connection to {host}:{port} failed: {reason}.",
    hint: "Check that something listens there; start it before the job.",
  },
  CONNECTOR_SINK_FUNCTION_REJECTED: {
    text: "The promise of a sink function's invoke was rejected: {reason}.",
    hint: "Handle the failure inside of invoke (retry, or write the record elsewhere) where the job should go on.",
  },
  CONNECTOR_NOT_A_SOURCE_FUNCTION: {
    text: "A source function is {value}.",
    hint: "Pass a function, a generator function, or an object with a method run(ctx).",
  },
  CONNECTOR_NOT_A_SINK_FUNCTION: {
    text: "A sink function is {value}.",
    hint: "Pass a function, or an object with a method invoke(value, context).",
  },
  CONNECTOR_RECORD_UNDEFINED: {
    text: "{source} gave undefined as record {position}.",
    hint: "Leave such items out, or use null for a missing value.",
  },
  CONNECTOR_NOT_SERIALIZABLE: {
    text: "{what} holds a value that cannot be stored in a checkpoint: {value}.",
    hint: "Use plain objects, arrays, Map, Set, Date, typed bytes and primitives as records of this source.",
  },
  SOURCE_NEVER_YIELDS: {
    text: "A source function has collected {count} records without giving the job a chance to take them.",
    hint: "Write run as a generator (yield each record), or make it async and await ctx.collect(record).",
  },
  SOURCE_CANCELED: {
    text: "The job has asked the source function to stop.",
    hint: "Leave run when ctx.isCancelled is true; nothing is taken from it any more.",
  },
} as const;
