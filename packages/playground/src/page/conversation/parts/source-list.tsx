import { Anchor, List, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { PlaygroundMessage } from '../../../contract/playground-contract.ts'

/** What the model used or cites. */
export function SourceList({ parts }: Pick<PlaygroundMessage, 'parts'>): ReactNode {
  const sources = parts.filter((part) => part.type === 'source-url' || part.type === 'source-document')
  if (sources.length === 0) return undefined
  return (
    <section aria-label="Sources" className="part">
      <Text size="sm" fw={600}>
        Sources
      </Text>
      <List size="sm" type="ordered">
        {sources.map((source) => (
          <List.Item key={source.sourceId}>
            {source.type === 'source-url' && isWebLink(source.url) ? (
              <Anchor href={source.url} target="_blank" rel="noreferrer">
                {source.title ?? source.url}
              </Anchor>
            ) : (
              (source.title ?? (source.type === 'source-url' ? source.url : 'Document'))
            )}
          </List.Item>
        ))}
      </List>
    </section>
  )
}

/** An endpoint chooses the URL, which might be a script. */
function isWebLink(url: string): boolean {
  return /^https?:\/\//i.test(url)
}
