import { useMediaQuery } from '@mantine/hooks'

/** Tells whether the screen shows one panel at a time. */
export function useNarrow(): boolean {
  return useMediaQuery('(max-width: 74.99em)', undefined, { getInitialValueInEffect: false }) ?? false
}
