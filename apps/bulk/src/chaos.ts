import { parseArgs } from 'node:util'
import { chaosRun } from './chaos/chaos-run.ts'
import { quotaRun } from './chaos/quota-run.ts'
import { reportLines } from './chaos/report.ts'
import { Stage } from './chaos/stage.ts'

/*
 * Shows that nothing is lost, and that the quota is used: `pnpm --filter @azureml-endpoints/bulk chaos --items 20000`. With
 * `--part chaos` or `--part quota`, only that.
 */

const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '20000' },
    quota: { type: 'string', default: '500' },
    concurrency: { type: 'string', default: '32' },
    part: { type: 'string' },
  },
})
const [items, quota, concurrency] = [Number(values.items), Number(values.quota), Number(values.concurrency)]
const log = (line: string): void => void process.stdout.write(`${line}\n`)

const stage = await Stage.create(3, 0.01)
log(`Three workers in ${stage.hosts.kind}, ${quota} calls a second, 1 % of 500, 424 and resets`)
try {
  const checks = [
    ...(values.part === 'quota' ? [] : await chaosRun(stage, { items, quota, concurrency }, log)),
    ...(values.part === 'chaos' ? [] : await quotaRun(stage, quota)),
  ]
  for (const line of reportLines(checks)) log(line)
  if (checks.some(({ met, required }) => required && !met)) process.exitCode = 1
} finally {
  await stage.close()
}
process.exit()
