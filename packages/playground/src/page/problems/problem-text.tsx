import { Code } from '@mantine/core'
import type { ReactNode } from 'react'

/** The text of an error, with its names and addresses as code. */
export function ProblemText({ text }: { readonly text: string }): ReactNode {
  return text.split(codeLike).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // The text stays the same.
      // oxlint-disable-next-line react/no-array-index-key
      <Code key={index} className="inline-code">
        {part.replace(/^[`[](.*)[`\]]$/, '$1')}
      </Code>
    ),
  )
}

/** Names in backquotes, URLs, and variables of the environment. */
const codeLike =
  /(`[^`\n]+`|\[https?:\/\/[^\s\]]+\]|https?:\/\/[^\s,;"'`()[\]]*[^\s,;."'`()[\]]|\b[A-Z][A-Z\d]*(?:_[A-Z\d]+)+\b)/
