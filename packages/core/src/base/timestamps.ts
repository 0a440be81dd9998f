/** The ends of the timestamp range, as the nearest doubles of Flink's 64-bit values. Arithmetic saturates at them. */
export const MIN_TIMESTAMP: number = -(2 ** 63);
export const MAX_TIMESTAMP: number = 2 ** 63;
/** What a record without a timestamp carries. Flink uses Long.MIN_VALUE too. */
export const NO_TIMESTAMP: number = MIN_TIMESTAMP;
