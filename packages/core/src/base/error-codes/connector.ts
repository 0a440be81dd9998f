/** Codes of the room `connector`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */
import { entry } from "./entry.ts";

export const connectorCodes = {
  CONNECTOR_RECORD_REJECTED: entry("A record at {position} cannot be read: {reason}.", "Correct the input, or set pipeline.rejected-records: skip to leave such records out and count them."),
  CONNECTOR_INVALID_OPTION: entry("{option} is {value}, expected {expected}.", "Give the option a value of the kind that is named."),
  CONNECTOR_UNKNOWN_VERSION: entry("{what} was written with version {version}, this release reads version {known}.", "Restore with the release that wrote the checkpoint or a later one."),
  CONNECTOR_UNKNOWN_CHARSET: entry("The charset {charset} is not known for {use}.", "Use UTF-8, ISO-8859-1, US-ASCII, UTF-16LE or UTF-16BE, or read and write bytes."),
  CONNECTOR_TEXT_NOT_ENCODABLE: entry("The character {character} does not exist in the charset {charset}.", "Write with UTF-8, or replace such characters before the sink."),
  CONNECTOR_CANNOT_REPLAY: entry("{source} cannot be read again from record {position}: its iterator is used up.", "Pass a function that opens a new iterator, as in fromAsyncIterable(() => open())."),
  CONNECTOR_FILE_NOT_FOUND: entry("There is no file or directory {path}.", "Check the path; relative paths begin in the process's current folder."),
  CONNECTOR_FILE_VANISHED: entry("The file {path} was listed and is gone now.", "Keep input files in place until the job has ended."),
  CONNECTOR_FILE_SHRUNK: entry("The file {path} ends at byte {size}, but byte {expected} of it is wanted.", "Do not change input files while a job reads them; restore from a checkpoint only with the same files."),
  CONNECTOR_FILE_CORRUPT: entry("The file {path} cannot be decompressed: {reason}.", "Check the file with the tool that wrote it, e.g. gzip -t; a name that ends in .gz or .zst must hold what it says."),
  CONNECTOR_FILE_UNREADABLE: entry("The file {path} cannot be read: {reason}.", "Check that it is a regular file and its permissions."),
  CONNECTOR_FILE_COMPRESSION: entry("The file {path} is compressed in a way that is not supported: {extension}.", "Decompress it first, or use .gz or .zst."),
  CONNECTOR_WRITE_FAILED: entry("Writing to {path} failed: {reason}.", "Check the space that is left, and the permissions of the output directory."),
  CONNECTOR_BUCKET_OUTSIDE: entry("The bucket {bucket} leads out of the output directory.", "Let the bucket assigner return a relative path without '..', '\\' and empty parts."),
  CONNECTOR_FILE_EXISTS: entry("The finished file {path} exists already and is never overwritten.", "Write to another directory, or move the file away."),
  CONNECTOR_PENDING_FILE_LOST: entry("The pending file {path} is gone and was not finished as {finished}.", "Something else removed files of the running job. Start from a checkpoint whose files are complete."),
  CONNECTOR_CONNECTION_FAILED: entry("The connection to {host}:{port} failed: {reason}.", "Check that something listens there; start it before the job."),
  CONNECTOR_SINK_FUNCTION_REJECTED: entry("The promise of a sink function's invoke was rejected: {reason}.", "Handle the failure inside of invoke (retry, or write the record elsewhere) where the job should go on."),
  CONNECTOR_NOT_A_SOURCE_FUNCTION: entry("A source function is {value}.", "Pass a function, a generator function, or an object with a method run(ctx)."),
  CONNECTOR_NOT_A_SINK_FUNCTION: entry("A sink function is {value}.", "Pass a function, or an object with a method invoke(value, context)."),
  CONNECTOR_RECORD_UNDEFINED: entry("{source} gave undefined as record {position}.", "Leave such items out, or use null for a missing value."),
  CONNECTOR_NOT_SERIALIZABLE: entry("{what} holds a value that cannot be stored in a checkpoint: {value}.", "Use plain objects, arrays, Map, Set, Date, typed bytes and primitives as records of this source."),
  SOURCE_NEVER_YIELDS: entry("A source function has collected {count} records without giving the job a chance to take them.", "Write run as a generator (yield each record), or make it async and await ctx.collect(record)."),
  SOURCE_CANCELED: entry("The job has asked the source function to stop.", "Leave run when ctx.isCancelled is true; nothing is taken from it any more."),
} as const;
