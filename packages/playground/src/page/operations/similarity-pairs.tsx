import { List, Progress, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { SimilarityProps } from './similarity-matrix.tsx'
import { similarPairs } from './similarity.ts'

/** The pairs of texts, most similar first. */
export function SimilarityPairs({ texts, matrix }: SimilarityProps): ReactNode {
  const pairs = similarPairs(matrix)
  if (pairs.length === 0) return <Text c="dimmed">Enter at least two texts to compare them.</Text>
  return (
    <List type="ordered" spacing="sm" size="sm" listStyleType="none" className="scores" aria-label="Similar pairs">
      {pairs.slice(0, mostPairs).map(({ first, second, similarity }) => (
        <List.Item key={`${first} ${second}`}>
          <Text size="sm" className="wrapped">
            {texts[first]} <span aria-hidden>↔</span> {texts[second]}
          </Text>
          <Score score={similarity} />
        </List.Item>
      ))}
    </List>
  )
}

const mostPairs = 100

/** A score as a number and a bar. */
export function Score({ score }: { readonly score: number }): ReactNode {
  return (
    <div className="score">
      <Progress value={Math.max(0, Math.min(1, score)) * 100} aria-label="Score" flex={1} />
      <Text size="sm" fw={600}>
        {score.toFixed(3)}
      </Text>
    </div>
  )
}
