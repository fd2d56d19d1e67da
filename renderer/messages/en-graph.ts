/** What is said about boxes of a graph that are moved, in English. */
export const enGraph = {
  'keys.place.node': 'On a box of the graph',
  'keys.node.move': 'Move the box',
  'keys.graph.undo': 'Undo a move',
  'keys.graph.redo': 'Move it again',
  'graph.moveHelp': 'Arrow keys with Shift move the box.',
  'graph.moved': '{node}: {x} from the left, {y} from the top',
  'graph.automatic': 'Automatic layout',
  'graph.undo': 'Undo',
  'graph.undoName': 'Undo the last move',
} as const;
