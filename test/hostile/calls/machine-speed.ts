/** Milliseconds that a fast machine needs to parse the text. */
const onFastMachine = 25

/** Returns how many times slower than a fast machine this one is now; limits in milliseconds are meant for a fast one. */
export function machineSlowness(): number {
  const text = JSON.stringify(
    Array.from({ length: 100_000 }, (_, index) => ({ index, name: `item ${index}`, values: [index, index + 0.5] })),
  )
  const times = Array.from({ length: 3 }, () => {
    const before = cpuMilliseconds()
    JSON.parse(text)
    return cpuMilliseconds() - before
  })
  const [, median = 0] = times.toSorted((a, b) => a - b)
  return Math.max(1, median / onFastMachine)
}

/** The CPU time of this thread; the other threads collect garbage and compile, which blocks nothing. */
export function cpuMilliseconds(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
