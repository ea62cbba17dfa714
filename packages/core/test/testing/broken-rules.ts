import type { ContentFormatterBase } from '../../src/index.ts'
import { generalRules } from '../../src/testing/conformance-kit.ts'
import { NothingToTest, checkRule } from '../../src/testing/checks/rule.ts'
import { apiTypesOf, formatterFault } from '../../src/testing/rules/formatter-rules.ts'
import type { RecordedExchange } from '../../src/testing/index.ts'
import { rulesOf } from '../../src/testing/rules/recorded-rules.ts'

/** Returns the rules that a formatter breaks, each with its message, as the kit checks them but without vitest. */
export async function brokenRules(
  formatter: ContentFormatterBase,
  exchanges: readonly RecordedExchange[],
): Promise<Map<string, string>> {
  const broken = new Map<string, string>()
  const fault = formatterFault(formatter)
  if (fault !== undefined) return broken.set('shape', fault)
  for (const apiType of apiTypesOf(formatter)) {
    const recorded = exchanges.filter((exchange) => exchange.apiType === apiType)
    for (const rule of [...generalRules, ...recorded.flatMap(rulesOf)]) {
      try {
        await checkRule(rule, { formatter, apiType, exchanges: recorded })
      } catch (error) {
        if (!(error instanceof NothingToTest)) broken.set(rule.title, (error as Error).message)
      }
    }
  }
  return broken
}
