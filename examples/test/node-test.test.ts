// The example for Node's own test runner, run by it.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { folder } from './run-example.ts'

it('emulator/summarize.node-test.ts passes', () => {
  const options = ['--conditions=@azureml-endpoints/source', '--test', '--test-reporter=tap']
  const printed = execFileSync(process.execPath, [...options, join(folder, 'emulator/summarize.node-test.ts')], {
    env: { PATH: process.env['PATH'] }, // without vitest's, which the runner would take for its own
    encoding: 'utf8',
  })
  expect(printed).toMatch(/# pass 1\n/)
})
