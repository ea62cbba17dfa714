/** Bytes of an error's body that are kept. */
export const errorBodyLimit: number = 64 * 1024

/** Bytes that a whole answer may have; a larger one is refused instead of kept in memory. */
export const answerLimit: number = 128 * 1024 * 1024

/** Characters that a single event of a stream may have; a larger one is refused instead of kept in memory. */
export const eventLimit: number = 16 * 1024 * 1024
