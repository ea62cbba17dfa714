/** The text that a stream of the load run is to bring; every stream has its own. */
export function storyPieces(id: number): string[] {
  return Array.from({ length: 25 }, (_, index) => `${id}:${index}${'.'.repeat((id + index) % 7)} `)
}

/** Every hundredth stream is reset, each at another byte. */
export function resetByte(id: number): number | undefined {
  return id % 100 === 41 ? 1 + ((id * 131) % 4_000) : undefined
}
