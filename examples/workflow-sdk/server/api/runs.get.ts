// Returns the state of a run: `?id=…`.

import { defineHandler } from 'nitro/h3'
import { getRun } from 'workflow/api'

export default defineHandler(async ({ url }) => {
  const run = getRun(url.searchParams.get('id') ?? '')
  const status = await run.status
  return { status, value: status === 'completed' ? await run.returnValue : undefined }
})
