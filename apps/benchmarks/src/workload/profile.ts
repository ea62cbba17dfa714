import { mkdir, writeFile } from 'node:fs/promises'
import { Session } from 'node:inspector/promises'
import type { Profiler } from 'node:inspector'
import { join } from 'node:path'
import type { HotFunction, Measurement } from './workload.ts'

/** Runs an action under the CPU profiler, writes the profile to a folder, and lists the hottest functions. */
export async function runProfiled(
  name: string,
  folder: string,
  action: () => Promise<Measurement>,
): Promise<Measurement> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.start')
  const measurement = await action()
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${name.replaceAll(/\W+/g, '-')}.cpuprofile`), JSON.stringify(profile))
  return { ...measurement, hotFunctions: hottestFunctions(profile) }
}

function hottestFunctions({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): HotFunction[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const times = new Map<string, number>()
  let total = 0
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id)
    const delta = timeDeltas[index] ?? 0
    if (frame === undefined || frame.functionName === '(idle)' || frame.url === 'node:inspector') continue
    const key = `${frame.functionName || '(anonymous)'}\n${shortenUrl(frame.url)}:${frame.lineNumber + 1}`
    times.set(key, (times.get(key) ?? 0) + delta)
    total += delta
  }
  return [...times]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 15)
    .map(([key, time]) => {
      const [name = '', file = ''] = key.split('\n')
      return { name, file, share: time / total }
    })
}

/** Shortens a path to the package and the file. */
function shortenUrl(url: string): string {
  return url.replace(/^.*\/node_modules\//, '').replace(/^file:.*\/(packages|apps)\//, '$1/')
}
