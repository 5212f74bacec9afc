// The site that Backfile builds with the templates beside this folder, as Eleventy would have it.
const site = { title: "Ferry & Foreland", url: "https://archive.example", issn: "9999-013X" };
const day = (date) => date.toISOString().slice(0, 10);
const issueName = (data) => `Volume ${data.volume}, Issue ${data.issue}`;

// The articles under each name that they have, the names in alphabetical order.
function group(articles, names, url) {
  const groups = new Map();
  for (const article of articles) {
    for (const name of names(article.data)) {
      if (!groups.has(name)) groups.set(name, { name, url: url(name), items: [] });
      groups.get(name).items.push(article);
    }
  }
  return [...groups.values()].sort((one, other) => one.name.localeCompare(other.name, "en", { numeric: true }));
}

export default function (config) {
  const slugify = config.getFilter("slugify");
  const slugs = new Map();
  const slug = (name) => {
    if (!slugs.has(name)) slugs.set(name, slugify(name));
    return slugs.get(name);
  };
  const urls = {
    author: (name) => `/authors/${slug(name)}/`,
    tag: (name) => `/tags/${slug(name)}/`,
    issue: (name) => `/issues/${slug(name)}/`,
    year: (name) => `/years/${name}/`,
  };

  config.addGlobalData("site", site);
  config.addFilter("authorUrl", urls.author);
  config.addFilter("tagUrl", urls.tag);
  config.addFilter("issueUrl", urls.issue);
  config.addFilter("issueName", issueName);
  config.addFilter("day", day);
  config.addFilter("latest", (articles) => articles.slice(0, 20));
  config.addFilter("json", (value) => JSON.stringify(value).replace(/</g, "\\u003c"));
  config.addFilter("jsonld", (data) => ({
    "@context": "https://schema.org",
    "@type": "ScholarlyArticle",
    headline: data.title,
    datePublished: day(data.page.date),
    author: data.authors.map((name) => ({ "@type": "Person", name })),
    keywords: data.tags,
    abstract: data.abstract,
    url: site.url + data.page.url,
    isPartOf: {
      "@type": "PublicationIssue",
      issueNumber: data.issue,
      isPartOf: {
        "@type": "PublicationVolume",
        volumeNumber: data.volume,
        isPartOf: { "@type": "Periodical", name: data.publication, issn: data.issn },
      },
    },
  }));

  const newest = (api) => api.getFilteredByGlob("content/articles/*.md").reverse();
  const issues = (api) => group(newest(api), (data) => [issueName(data)], urls.issue);
  config.addCollection("articles", newest);
  config.addCollection("byAuthor", (api) => group(newest(api), (data) => data.authors, urls.author));
  config.addCollection("byTag", (api) => group(newest(api), (data) => data.tags, urls.tag));
  config.addCollection("byIssue", issues);
  config.addCollection("byYear", (api) => group(newest(api), (data) => [day(data.page.date).slice(0, 4)], urls.year));
  config.addCollection("byVolume", (api) => {
    const volumes = new Map();
    for (const issue of issues(api)) {
      const number = issue.items[0].data.volume;
      if (!volumes.has(number)) volumes.set(number, { name: `Volume ${number}`, url: `/volumes/${number}/`, issues: [] });
      volumes.get(number).issues.push(issue);
    }
    return [...volumes.values()];
  });

  config.addPassthroughCopy({ static: "/" });
  // What Backfile's Markdown does not have is not asked of this one's.
  config.amendLibrary("md", (markdown) => markdown.disable("strikethrough"));
  config.setQuietMode(true);

  return {
    dir: { input: "content", output: "_site", includes: "../layouts" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}
