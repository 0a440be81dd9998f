console.error(
  "This manifest points at the sources, for work inside the repository. Pack with: npm run pack",
);
process.exit(1);
