import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/*
 * Each test file gets a temporary folder of its own, which is deleted afterwards, also when a test fails. The variable is set here
 * and not with `vi.stubEnv`, which a test may undo.
 */
const variable = process.platform === 'win32' ? 'TEMP' : 'TMPDIR'
const before = process.env[variable]
const folder = mkdtempSync(join(tmpdir(), 'tests-'))
// A server that a test starts may run as another user.
chmodSync(folder, 0o755)
process.env[variable] = folder

afterAll(() => {
  if (before === undefined) delete process.env[variable]
  else process.env[variable] = before
  rmSync(folder, { recursive: true, maxRetries: 5 })
})
