import { rowNamed } from '../rows/rows.ts'
import { measure } from './measure.ts'
import { runProfiled } from './profile.ts'
import type { Workload } from './workload.ts'

/*
 * The process of one row: it loads its client and then runs workloads in sequence. Nothing else runs in this process.
 * Its arguments are the row's name and the server's port.
 */

const [name = '', port = ''] = process.argv.slice(2)
const row = await rowNamed(name).load()
const open = (path: string) => row.open(`http://127.0.0.1:${port}${path}`)

process.on('message', (workload: Workload) => {
  const measured =
    workload.profile === undefined
      ? measure(workload, open)
      : runProfiled(name, workload.profile, () => measure(workload, open))
  measured.then(
    (measurement) => process.send?.({ measurement }),
    (error: unknown) =>
      process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
process.on('disconnect', () => process.exit())
process.send?.({ ready: true })
