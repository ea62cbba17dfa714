import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'

interface Outcome {
  readonly fullName: string
  readonly status: 'passed' | 'failed' | 'skipped' | 'pending'
  readonly failureMessages: readonly string[]
}

let outcomes: readonly Outcome[] = []

function failuresOf(group: string): Readonly<Record<string, string>> {
  const failed = outcomes.filter(({ fullName, status }) => fullName.startsWith(`${group} `) && status === 'failed')
  return Object.fromEntries(
    failed.map(({ fullName, failureMessages }) => [fullName, failureMessages.join().split('\n    at ')[0] ?? '']),
  )
}

describe('testContentFormatter in a separate vitest run', () => {
  beforeAll(() => {
    const root = fileURLToPath(new URL('../../../..', import.meta.url))
    const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')))
    const config = fileURLToPath(new URL('child-run.config.ts', import.meta.url))
    const fixture = fileURLToPath(import.meta.resolve('./child-run.fixture.ts'))
    const report = join(mkdtempSync(join(tmpdir(), 'kit-')), 'report.json')
    spawnSync(process.execPath, [vitest, 'run', fixture, '--root', root, '--config', config, '--outputFile', report])
    outcomes = JSON.parse(readFileSync(report, 'utf8')).testResults[0].assertionResults
  })

  it('passes for a sound formatter', () => {
    expect(failuresOf('sound')).toEqual({})
    expect(outcomes.filter(({ fullName }) => fullName.startsWith('sound ')).length).toBeGreaterThan(30)
  })

  it('reports the rule, the method, the formatter and the remedy', () => {
    const [[name, message] = ['', ''], ...others] = Object.entries(failuresOf('broken'))
    expect(others).toEqual([])
    expect(name).toBe('broken formatter "sound" serverless sends tools or refuses them')
    expect(message).toContain(
      'A formatter sends tools or refuses them. `formatRequest` of formatter "sound" (serverless) dropped',
    )
    expect(message).toContain(
      'What to do: send every tool with its name, description and parameters, or throw new ConfigurationError',
    )
  })

  it('requires a recorded exchange for each API type', () => {
    const [[, message] = ['', ''], ...others] = Object.entries(failuresOf('unrecorded'))
    expect(others).toEqual([])
    expect(message).toContain('It supports serverless, but no exchange is recorded for it.')
    expect(message).toContain('What to do: add a request and the real response')
  })

  it('reports a malformed formatter and skips its other tests', () => {
    expect(Object.values(failuresOf('shapeless')).join()).toContain('`codecs.serverless.formatRequest` is a number.')
    expect(outcomes.filter(({ fullName }) => fullName.startsWith('shapeless '))).toHaveLength(1)
  })
})
