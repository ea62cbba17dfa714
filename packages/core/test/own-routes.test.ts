import { expect, it } from 'vitest'
import { modelFamilies } from '../src/formatter/model-families.ts'
import { isForeignRoute, isKnownFormatter, ownRoutes } from '../src/formatter/own-routes.ts'

const names = [...new Set(modelFamilies.flatMap(({ formatters }) => formatters))]

it('knows the formatters of all families and no others', () => {
  expect(names.filter((name) => !isKnownFormatter(name))).toEqual([])
  expect(['custom', '', 'toString'].filter(isKnownFormatter)).toEqual([])
})

it.each(Object.entries(ownRoutes))('the route of %s is foreign to all formatters but its own', (_, { formatters }) => {
  const family = modelFamilies.find((one) => one.formatters === formatters)
  expect(family?.advice).toContain('ContentFormatter')
  const url = new URL(`https://host${pathOf(family?.route)}`)
  expect(names.filter((name) => !isForeignRoute(url, name))).toEqual(formatters)
  expect(isForeignRoute(url, 'custom')).toBe(false)
})

/** Writes a path that a pattern matches. */
function pathOf(route: RegExp | undefined): string {
  const path = ['/v1/messages', '/responses', '/v2/chat', '/v1/chat', '/generate'].find((one) => route?.test(one))
  return path ?? 'no path'
}
