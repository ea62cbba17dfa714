import { Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** Texts, and the similarity of each pair of them. */
export interface SimilarityProps {
  readonly texts: readonly string[]
  readonly matrix: readonly (readonly number[])[]
}

/** The similarity of each pair of texts as a table; the more similar, the stronger the color. */
export function SimilarityMatrix({ texts, matrix }: SimilarityProps): ReactNode {
  const shown = texts.slice(0, mostTexts)
  return (
    <>
      <Table.ScrollContainer minWidth={240} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table className="matrix" withColumnBorders verticalSpacing={6} fz="sm" aria-label="Similarity of the texts">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Text</Table.Th>
              {shown.map((text, index) => (
                // Texts can be equal.
                // oxlint-disable-next-line react/no-array-index-key
                <Table.Th key={index} scope="col" title={text} ta="right">
                  {index + 1}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((text, row) => (
              // oxlint-disable-next-line react/no-array-index-key
              <Table.Tr key={row}>
                <Table.Th scope="row" className="matrix-text">
                  {row + 1}. {text}
                </Table.Th>
                {shown.map((_other, column) => (
                  // oxlint-disable-next-line react/no-array-index-key
                  <Cell key={column} similarity={matrix[row]?.[column] ?? 0} />
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {texts.length > mostTexts && (
        <Text size="sm" c="dimmed">
          The matrix shows the first {mostTexts} of {texts.length} texts.
        </Text>
      )}
    </>
  )
}

/** More columns than this cannot be read. */
const mostTexts = 20

function Cell({ similarity }: { readonly similarity: number }): ReactNode {
  const strength = Math.round(Math.max(0, Math.min(1, similarity)) * 45)
  const background = `color-mix(in srgb, var(--mantine-primary-color-filled) ${strength}%, transparent)`
  return (
    <Table.Td ta="right" style={{ background }}>
      {similarity.toFixed(2)}
    </Table.Td>
  )
}
