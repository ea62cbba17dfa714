/** Cuts a body into the pieces in which it arrives. */
export type Cut = (bytes: Uint8Array<ArrayBuffer>) => readonly Uint8Array<ArrayBuffer>[]

/** Leaves a body in one piece. */
export const uncut: Cut = (bytes) => [bytes]

/** Returns the ways to cut a body of this length: at random, and, if it is short, after every byte. */
export function cutsFor(length: number, seed: number): readonly Cut[] {
  const random = [40, 400, 4000].map((size, position) => randomCut(size, seed + position))
  return length <= maxBytewise ? [...random, (bytes) => piecesOf(bytes, () => 1)] : random
}

const maxBytewise = 8 * 1024

function randomCut(size: number, seed: number): Cut {
  const random = randomFrom(seed)
  return (bytes) => piecesOf(bytes, () => 1 + Math.floor(random() * size))
}

function piecesOf(bytes: Uint8Array<ArrayBuffer>, nextSize: () => number): Uint8Array<ArrayBuffer>[] {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  for (let start = 0; start < bytes.length;) {
    const end = start + nextSize()
    pieces.push(bytes.slice(start, end))
    start = end
  }
  return pieces
}

/** Returns a generator of numbers from 0 to 1 that a seed repeats (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
