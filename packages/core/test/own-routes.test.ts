import { expect, it } from 'vitest'
import { modelFamilies } from '../src/formatter/model-families.ts'
import { adviceForOwnRoute, isKnownFormatter, openAIRoutes, ownRoutes } from '../src/formatter/own-routes.ts'

const names = [...new Set(modelFamilies.flatMap(({ formatters }) => formatters))]
const paths = [
  '/v1/messages',
  '/responses',
  '/v2/chat',
  '/v1/chat',
  '/generate',
  '/v1/chat/completions',
  '/completions',
]

it('knows the formatters of all families and no others', () => {
  expect(names.filter((name) => !isKnownFormatter(name))).toEqual([])
  expect(['custom', '', 'toString'].filter(isKnownFormatter)).toEqual([])
})

it.each([...Object.entries(ownRoutes), ...Object.entries(openAIRoutes)])(
  'the route of %s is foreign to all formatters but its own',
  (format, { formatters, route, advice }) => {
    const url = new URL(`https://host${paths.find((one) => route.test(one))}`)
    expect(advice).toMatch(/`\w+ContentFormatter` of @azureml-endpoints\/formatters-/)
    expect(modelFamilies.filter((one) => one.advice === advice && one.route === route)).toHaveLength(1)
    const fitting = (host: 'api' | 'container'): readonly string[] =>
      [...names, 'custom'].filter((name) => adviceForOwnRoute(url, name, host) === undefined)
    expect(fitting('api').toSorted()).toEqual([...formatters, 'custom'].toSorted())
    // In a container, the routes of OpenAI may be anyone's.
    expect(fitting('container')).toEqual(format in openAIRoutes ? [...names, 'custom'] : fitting('api'))
  },
)
