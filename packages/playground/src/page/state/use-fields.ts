import { useShallow } from 'zustand/react/shallow'
import { type PlaygroundState, useStore } from './store.ts'

/** Selects fields of the store. Without names, a component would be rendered again for each event of a stream. */
export function useFields<Name extends keyof PlaygroundState>(...names: readonly Name[]): Pick<PlaygroundState, Name> {
  return useStore(
    useShallow((state) => Object.fromEntries(names.map((name) => [name, state[name]])) as Pick<PlaygroundState, Name>),
  )
}
