export * from "./audit";
export * from "./authentication";
export * from "./embedding";
export * from "./indexing";
export * from "./membership";
export * from "./organization";
export * from "./subscription";
export * from "./upload";
