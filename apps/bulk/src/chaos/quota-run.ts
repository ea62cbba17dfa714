import { setTimeout as sleep } from 'node:timers/promises'
import type { EndpointSecond } from './endpoint-record.ts'
import { type Check, check } from './report.ts'
import type { Stage } from './stage.ts'

/** Seconds until a new or changed quota has to be used. */
const rampSeconds = 15
/** Seconds that each quota is kept. */
const phaseSeconds = 40

/** Lets three workers find a quota, which changes twice. */
export async function quotaRun(stage: Stage, quota: number, log: (line: string) => void): Promise<Check[]> {
  const quotas = [quota, quota / 2, quota]
  const job = await stage.submit(
    'quota',
    quotas.reduce((sum, one) => sum + one * phaseSeconds, 0),
  )
  const workers = await Promise.all(
    stage.hosts.hosts.map((host) => stage.startWorker(host, ['--job', 'quota', '--concurrency', '32'])),
  )
  const settled: Phase[] = []
  for (const one of quotas) {
    stage.setQuota(one)
    const started = Date.now()
    await sleep(phaseSeconds * 1000)
    const seconds = (await stage.record()).seconds.filter(({ at }) => at >= started)
    log(`${one}/s, accepted each second (refused): ${seconds.map(shown).join(' ')}`)
    const after = started + rampSeconds * 1000
    settled.push({ quota: one, seconds: seconds.filter(({ at }) => at >= after) })
  }
  for (const worker of workers) worker.kill('SIGKILL')
  job.redis.disconnect()
  const refused = perThousand(settled.flatMap(({ seconds }) => seconds))
  return [
    check('quota used after the ramp', '≥ 85 %', [percent(used(settled)), used(settled) >= 0.85]),
    check('429 for 1 000 items after the ramp', '< 5', [refused.toFixed(1), refused < 5]),
    ...settled.slice(1).map((phase, index) => {
      const share = used([phase])
      const name = `quota ${quotas[index]} → ${phase.quota}/s, used from ${rampSeconds} s on`
      return check(name, '≥ 85 %', [percent(share), share >= 0.85])
    }),
  ]
}

/** A quota, and the seconds in which it should have been found. */
interface Phase {
  readonly quota: number
  readonly seconds: readonly EndpointSecond[]
}

function shown({ accepted, refused }: EndpointSecond): string {
  return refused > 0 ? `${accepted}(${refused})` : String(accepted)
}

function used(phases: readonly Phase[]): number {
  const quota = phases.reduce((sum, phase) => sum + phase.quota * (phaseSeconds - rampSeconds), 0)
  return (
    sumOf(
      phases.flatMap(({ seconds }) => seconds),
      'accepted',
    ) / quota
  )
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
