import { rowNamed } from '../rows/rows.ts'
import { measure } from './measure.ts'
import { profiled } from './profile.ts'
import type { Work } from './workload.ts'

/*
 * The process of one row: it loads its client, and then does one work after the other. Nothing else runs in it.
 * Its arguments are the row's name and the server's port.
 */

const [name = '', port = ''] = process.argv.slice(2)
const row = await rowNamed(name).load()
const open = (path: string) => row.open(`http://127.0.0.1:${port}${path}`)

process.on('message', (work: Work) => {
  const measured =
    work.profile === undefined ? measure(work, open) : profiled(name, work.profile, () => measure(work, open))
  measured.then(
    (measurement) => process.send?.({ measurement }),
    (error: unknown) =>
      process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
process.on('disconnect', () => process.exit())
process.send?.({ ready: true })
