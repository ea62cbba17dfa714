import { describe, expect, it } from 'vitest'
import { checkRule, NothingToTest, violation, Violation } from '../../../src/testing/checks/rule.ts'
import { SoundFormatter } from '../sound-formatter.ts'

const codec = { formatter: new SoundFormatter(), apiType: 'serverless', exchanges: [] } as const

describe('a rule', () => {
  const rule = (check: () => void | Promise<void>) => ({ title: 'does this', remedy: 'do that.', check })

  it('is reported with its problem, its remedy and its cause', async () => {
    const broken = violation(codec, 'openStream', 'did that.')
    expect([broken.name, broken.message]).toEqual([
      'Violation',
      '`openStream` of formatter "sound" (serverless) did that.',
    ])
    const thrown = (reason: unknown) => async (): Promise<void> => {
      throw reason
    }
    for (const [reason, problem] of [
      [broken, broken.message],
      ['a text', 'a text'],
      [undefined, 'undefined'],
    ] as const) {
      const error = await checkRule(rule(thrown(reason)), codec).catch((one: unknown) => one)
      expect(error).toBeInstanceOf(Violation)
      expect(error).toMatchObject({ cause: reason, message: `A formatter does this. ${problem}\nWhat to do: do that.` })
    }
  })

  it('says unchanged that there is nothing to test', async () => {
    const nothing = new NothingToTest('no stream')
    const check = (): never => {
      throw nothing
    }
    await expect(checkRule(rule(check), codec)).rejects.toBe(nothing)
    expect([nothing.name, nothing.message]).toEqual(['NothingToTest', 'no stream'])
    await expect(
      checkRule(
        rule(() => {}),
        codec,
      ),
    ).resolves.toBeUndefined()
  })
})
