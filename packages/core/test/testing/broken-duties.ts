import type { ContentFormatterBase } from '../../src/index.ts'
import { generalDuties } from '../../src/testing/conformance-kit.ts'
import { NothingToTest, perform } from '../../src/testing/duty.ts'
import { apiTypesOf, formatterFault } from '../../src/testing/formatter-duties.ts'
import type { RecordedExchange } from '../../src/testing/index.ts'
import { dutiesOf } from '../../src/testing/recorded-duties.ts'

/** The duties that a formatter breaks, each with its message; as the kit tests them, without vitest around it. */
export async function brokenDuties(
  formatter: ContentFormatterBase,
  exchanges: readonly RecordedExchange[],
): Promise<Map<string, string>> {
  const broken = new Map<string, string>()
  const fault = formatterFault(formatter)
  if (fault !== undefined) return broken.set('shape', fault)
  for (const apiType of apiTypesOf(formatter)) {
    const recorded = exchanges.filter((exchange) => exchange.apiType === apiType)
    for (const duty of [...generalDuties, ...recorded.flatMap(dutiesOf)]) {
      try {
        await perform(duty, { formatter, apiType, exchanges: recorded })
      } catch (error) {
        if (!(error instanceof NothingToTest)) broken.set(duty.title, (error as Error).message)
      }
    }
  }
  return broken
}
