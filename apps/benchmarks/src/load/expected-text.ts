/** The chunks of text that a stream of the load run must deliver; every stream has its own text. */
export function expectedChunks(id: number): string[] {
  return Array.from({ length: 25 }, (_, index) => `${id}:${index}${'.'.repeat((id + index) % 7)} `)
}

/** The byte at which a stream is reset: a different one for every hundredth stream, `undefined` for the others. */
export function resetByte(id: number): number | undefined {
  return id % 100 === 41 ? 1 + ((id * 131) % 4_000) : undefined
}
