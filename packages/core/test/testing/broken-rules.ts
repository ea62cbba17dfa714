import type { AzureMLEndpointApiType, ContentFormatterBase } from '../../src/index.ts'
import { generalRules, operationRules, operationsOf } from '../../src/testing/conformance-kit.ts'
import { NothingToTest, checkRule, type Rule, type TestedCodec } from '../../src/testing/checks/rule.ts'
import { apiTypesOf, formatterFault } from '../../src/testing/rules/formatter-rules.ts'
import type { OtherExchanges, RecordedExchange } from '../../src/testing/index.ts'
import { operationRulesOf } from '../../src/testing/rules/operation-recorded-rules.ts'
import { rulesOf } from '../../src/testing/rules/recorded-rules.ts'
import type { Change } from './changes.ts'
import { type Codec, OperationFormatter, recorded } from './sound-operations.ts'
import { exchanges as soundExchanges, SoundFormatter } from './sound-formatter.ts'

/** Returns the rules that a formatter breaks, each with its message, as the kit checks them but without vitest. */
export async function brokenRules(
  formatter: ContentFormatterBase,
  exchanges: readonly RecordedExchange[],
): Promise<Map<string, string>> {
  const broken = new Map<string, string>()
  const fault = formatterFault(formatter)
  if (fault !== undefined) return broken.set('shape', fault)
  for (const apiType of apiTypesOf(formatter)) {
    const codec = codecFor(formatter, apiType, exchanges)
    for (const rule of [...generalRules, ...codec.exchanges.flatMap(rulesOf)]) {
      const message = await messageOf(rule, codec)
      if (message !== undefined) broken.set(rule.title, message)
    }
  }
  return broken
}

/** Returns what one rule says about a change of the sound formatter, without the fixed words of every message. */
export async function problemOf(title: RegExp, change: Change, exchanges = soundExchanges): Promise<string> {
  const codec = codecFor(new SoundFormatter(change), 'serverless', exchanges)
  const rule = [...generalRules, ...codec.exchanges.flatMap(rulesOf)].find((one) => title.test(one.title))
  if (rule === undefined) throw new Error(`No rule has the title ${title}.`)
  return problemIn(rule, (await messageOf(rule, codec)) ?? 'nothing')
}

/** Returns why a rule has nothing to test; `undefined` if it passes or is broken. */
export async function reasonToSkip(
  title: RegExp,
  change: Change,
  exchanges: readonly RecordedExchange[],
): Promise<string | undefined> {
  const rule = generalRules.find((one) => title.test(one.title))
  const check = async (): Promise<void> => rule?.check(codecFor(new SoundFormatter(change), 'serverless', exchanges))
  return check().then(
    () => undefined,
    (error: unknown) => (error instanceof NothingToTest ? error.message : undefined),
  )
}

/** Returns what the kit says about a change of the sound codecs for embeddings and rankings, and which rules say so. */
export async function brokenOperationRules(change?: Partial<Codec>): Promise<Readonly<Record<string, string[]>>> {
  const titles: Record<string, string[]> = {}
  for (const tested of operationsOf(new OperationFormatter(change), recorded)) {
    for (const rule of [...operationRules, ...tested.exchanges.flatMap(operationRulesOf)]) {
      const message = await messageOf(rule, tested)
      if (message !== undefined) (titles[problemIn(rule, message)] ??= []).push(rule.title)
    }
  }
  return titles
}

/** Returns what one rule says about changed codecs for embeddings and for rankings: `''` if it passes or has nothing to test. */
export async function problemsOfOperations(
  title: RegExp,
  change: Partial<Codec>,
  exchanges: OtherExchanges = recorded,
): Promise<readonly string[]> {
  const problems = operationsOf(new OperationFormatter(change), exchanges).map(async (tested) => {
    const rule = [...operationRules, ...tested.exchanges.flatMap(operationRulesOf)].find((one) => title.test(one.title))
    return rule === undefined ? 'no rule' : wholeProblemIn(rule, (await messageOf(rule, tested)) ?? '')
  })
  return Promise.all(problems)
}

/** Takes a problem out of its message, with the numbers of markers and the ends of long texts left out. */
export function problemIn(rule: Pick<Rule, 'title'>, message: string): string {
  return wholeProblemIn(rule, message).replace(/^(.{120}).+$/s, '$1…')
}

/** Takes a problem out of its message, with the numbers of markers left out. */
function wholeProblemIn({ title }: Pick<Rule, 'title'>, message: string): string {
  const [, problem = ''] = message.split(`A formatter ${title}. `)
  const found = problem.split('\nWhat to do: ')[0] ?? ''
  return withoutNumbers(found.replace(/ of formatter "(sound" \(serverless\)|operations")/, ''))
}

/** Leaves the numbers of the kit's markers out of a text. */
export function withoutNumbers(text: string): string {
  return text.replaceAll(/(kit_\w+?)_[a-j]+z/g, '$1')
}

async function messageOf<Tested>(rule: Rule<Tested>, tested: Tested): Promise<string | undefined> {
  try {
    await checkRule(rule, tested)
    return undefined
  } catch (error) {
    return error instanceof NothingToTest ? undefined : (error as Error).message
  }
}

function codecFor(
  formatter: ContentFormatterBase,
  apiType: AzureMLEndpointApiType,
  exchanges: readonly RecordedExchange[],
): TestedCodec {
  return { formatter, apiType, exchanges: exchanges.filter((exchange) => exchange.apiType === apiType) }
}
