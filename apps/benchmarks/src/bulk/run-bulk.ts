import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/**
 * Runs the measurements of `apps/bulk` with 100 000 items: what a worker costs, how workers add up, whether the quota is used,
 * and whether anything is lost while workers, Redis and the network fail. They need Redis or Valkey, and take about ten minutes.
 */
export async function runBulk(): Promise<void> {
  const program = fileURLToPath(new URL('../../../bulk/src/chaos.ts', import.meta.url))
  const parts = ['cost', 'scaling', 'quota', 'chaos'].flatMap((part) => ['--part', part])
  const child = spawn(process.execPath, [program, '--items', '100000', ...parts], { stdio: 'inherit' })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) process.exitCode = 1
}
