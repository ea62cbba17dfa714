import { describe, expect, it } from 'vitest'
import { operationsOf } from '../../src/testing/conformance-kit.ts'
import { brokenOperations } from './broken-operations.ts'
import { brokenOperationRules } from './broken-rules.ts'
import { OperationFormatter, recorded } from './sound-operations.ts'

it('is passed by a sound formatter', async () => {
  expect(await brokenOperationRules()).toEqual({})
})

describe('the kit says exactly what is wrong with embeddings and rankings of a formatter that', () => {
  it.each(Object.entries(brokenOperations))('%s', async (_name, { change, breaks }) => {
    expect(await brokenOperationRules(change)).toEqual(breaks)
  })
})

it('reports an exchange that no codec can be tested with', () => {
  const [exchange] = recorded.embeddings ?? []
  if (exchange === undefined) throw new Error('There is no exchange.')
  const embeddings = [{ ...exchange, apiType: 'dedicated' as const }]
  expect(() => operationsOf(new OperationFormatter(), { embeddings })).toThrow('without a codec')
})
