import { parseArgs } from 'node:util'
import { chaosRun } from './chaos/chaos-run.ts'
import { costRun, scalingRun } from './chaos/cost-run.ts'
import { createHosts } from './chaos/hosts.ts'
import { quotaRun } from './chaos/quota-run.ts'
import { type Check, reportLines } from './chaos/report.ts'
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
    part: { type: 'string', multiple: true },
  },
})
const [items, quota, concurrency] = [Number(values.items), Number(values.quota), Number(values.concurrency)]
const log = (line: string): void => void process.stdout.write(`${line}\n`)

const parts: Readonly<Record<string, () => Promise<readonly Check[]>>> = {
  chaos: () => onStage((stage) => chaosRun(stage, { items, quota, concurrency }, log)),
  quota: () => onStage((stage) => quotaRun(stage, quota, log)),
  cost: () => costRun(items),
  scaling: scalingRun,
}

async function onStage(run: (stage: Stage) => Promise<Check[]>): Promise<Check[]> {
  const stage = await Stage.create(createHosts(3), { faultShare: 0.01 })
  log(`Three workers in ${stage.hosts.kind}, ${quota} calls a second, 1 % of 500, 424 and resets`)
  try {
    return await run(stage)
  } finally {
    await stage.close()
  }
}

for (const part of values.part ?? ['chaos', 'quota']) {
  const run = parts[part]
  if (run === undefined) throw new Error(`There is no part "${part}". The parts are ${Object.keys(parts).join(', ')}.`)
  const checks = await run()
  for (const line of reportLines(checks)) log(line)
  if (checks.some(({ met, required }) => required && !met)) process.exitCode = 1
}
process.exit()
