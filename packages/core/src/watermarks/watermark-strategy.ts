/** Watermark strategies as plan data. */
export {};
