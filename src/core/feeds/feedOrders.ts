/** In which orders the papers of feeds can stand. */
export const feedOrders = ['trend', 'upvotes', 'newest'] as const;
export type FeedOrder = (typeof feedOrders)[number];
