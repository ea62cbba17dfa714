export { type PlaygroundOptions, type RunningPlayground, startPlayground } from './server/start-playground.ts'
