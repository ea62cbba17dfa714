import { MantineProvider } from '@mantine/core'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ProblemText } from '../src/page/problems/problem-text.tsx'

describe('the text of a problem', () => {
  it.each([
    ['Pass `endpointUrl` or `deploymentName`.', ['endpointUrl', 'deploymentName']],
    ['It failed. [https://host.example/score?a=b]', ['https://host.example/score?a=b']],
    [
      'Use https://host.example/score, or https://host.example/v1.',
      ['https://host.example/score', 'https://host.example/v1'],
    ],
    ['Set AZUREML_ENDPOINT_API_KEY (see "Consume").', ['AZUREML_ENDPOINT_API_KEY']],
    ['HTTP 503: no capacity, says the API.', []],
    ['A lone ` stays, and so do [brackets].', []],
    ['<b>`<img src=x>`</b>', ['&lt;img src=x&gt;']],
  ])('shows the names and addresses as code: %s', (text, code) => {
    const found = [...markupOf(text).matchAll(/<code[^>]*>(.*?)<\/code>/g)].map(([, content]) => content)
    expect(found).toEqual(code)
  })

  it('keeps everything else', () => {
    expect(markupOf('Pass `url`. [https://h.example/x]').replaceAll(/<style.*?<\/style>|<[^>]+>|\n/g, '')).toBe(
      'Pass url. https://h.example/x',
    )
  })
})

function markupOf(text: string): string {
  return renderToStaticMarkup(createElement(MantineProvider, undefined, createElement(ProblemText, { text })))
}
