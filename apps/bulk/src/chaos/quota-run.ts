import { setTimeout as sleep } from 'node:timers/promises'
import type { EndpointSecond } from './endpoint-record.ts'
import { type Check, check } from './report.ts'
import type { Stage } from './stage.ts'

/** Seconds until a new or changed quota has to be used. */
const rampSeconds = 15
/** Seconds that each quota is kept. */
const phaseSeconds = 40

/** Lets three workers find a quota, and changes it twice. */
export async function quotaRun(stage: Stage, quota: number): Promise<Check[]> {
  const quotas = [quota, quota / 2, quota]
  const job = await stage.submit(
    'quota',
    quotas.reduce((sum, one) => sum + one * phaseSeconds, 0),
  )
  const workers = await Promise.all(
    stage.hosts.hosts.map((host) => stage.startWorker(host, ['--job', 'quota', '--concurrency', '32'])),
  )
  const phases: EndpointSecond[][] = []
  for (const one of quotas) {
    stage.setQuota(one)
    const before = (await stage.record()).seconds.length
    await sleep(phaseSeconds * 1000)
    phases.push((await stage.record()).seconds.slice(before))
  }
  for (const worker of workers) worker.kill('SIGKILL')
  job.redis.disconnect()
  const settled = phases.map((seconds) => seconds.slice(rampSeconds))
  const all = settled.flat()
  return [
    check('quota used after the ramp', '≥ 85 %', [percent(used(all)), used(all) >= 0.85]),
    check('429 for 1 000 items after the ramp', '< 5', [perThousand(all).toFixed(1), perThousand(all) < 5]),
    ...settled
      .slice(1)
      .map((seconds, index) =>
        check(`quota ${quotas[index]} → ${quotas[index + 1]}/s, used from 15 s on`, '≥ 85 %', [
          percent(used(seconds)),
          used(seconds) >= 0.85,
        ]),
      ),
  ]
}

function used(seconds: readonly EndpointSecond[]): number {
  const quota = seconds.reduce((sum, second) => sum + second.quota, 0)
  return seconds.reduce((sum, { accepted }) => sum + accepted, 0) / quota
}

function perThousand(seconds: readonly EndpointSecond[]): number {
  const [accepted, refused] = [sumOf(seconds, 'accepted'), sumOf(seconds, 'refused')]
  return (refused / accepted) * 1000
}

function sumOf(seconds: readonly EndpointSecond[], name: 'accepted' | 'refused'): number {
  return seconds.reduce((sum, second) => sum + second[name], 0)
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
