// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0
//
// Looks at the page that is shown as its reader does. Gives measures, and what is wrong as sentences.
(() => {
    const wrong = [];
    const words = node => JSON.stringify((node.textContent || "").trim().replace(/\s+/g, " ").slice(0, 60));
    const named = element => `${element.tagName.toLowerCase()}.${element.getAttribute("class") || ""} ${words(element)}`;
    // Heads of tables are hidden on narrow screens, where each cell has its title.
    const isHidden = element => !element.checkVisibility() || element.closest("head, title, desc")
        || getComputedStyle(element.closest("thead") || element).clipPath !== "none";

    // Contrast as in WCAG 2.2, 1.4.3.
    const colour = text => {
        const [red, green, blue, opacity = 1] = text.match(/[\d.]+/g).map(Number);
        return { channels: [red, green, blue], opacity };
    };
    const over = (upper, lower) => ({
        channels: upper.channels.map((value, index) => value * upper.opacity + lower.channels[index] * (1 - upper.opacity)),
        opacity: 1,
    });
    const luminance = ({ channels }) => {
        const [red, green, blue] = channels.map(value => value / 255)
            .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (one, other) => {
        const [low, high] = [luminance(one), luminance(other)].sort((left, right) => left - right);
        return (high + 0.05) / (low + 0.05);
    };
    const ground = element => {
        const layers = [];
        for (let place = element; place; place = place.parentElement) {
            layers.push(colour(getComputedStyle(place).backgroundColor));
        }
        return layers.reduceRight((below, layer) => over(layer, below), { channels: [255, 255, 255], opacity: 1 });
    };
    const touch = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
        && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;

    let texts = 0, lowest = 99;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
        const element = node.parentElement;
        if (!node.textContent.trim() || isHidden(element)) continue;
        const style = getComputedStyle(element);
        const picture = element.closest("svg");
        const ink = colour(picture ? style.fill : style.color);
        const grounds = [ground(picture || element)];
        if (picture) {
            const box = element.getBoundingClientRect();
            for (const shape of picture.querySelectorAll("rect")) {
                const fill = getComputedStyle(shape).fill;
                if (fill !== "none" && touch(shape.getBoundingClientRect(), box)) grounds.push(colour(fill));
            }
        }
        const size = parseFloat(style.fontSize), isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
        const found = Math.min(...grounds.map(below => contrast(over(ink, below), below)));
        texts += 1;
        lowest = Math.min(lowest, found);
        if (found < (isLarge ? 3 : 4.5)) wrong.push(`contrast ${found.toFixed(2)}: ${named(element)}`);
    }

    for (const element of document.querySelectorAll("body *")) {
        if (isHidden(element)) continue;
        const box = element.getBoundingClientRect();
        if (box.right > innerWidth + 1 && !element.closest(".scroll")) wrong.push(`goes beyond the right edge: ${named(element)}`);
        if (box.left < -1) wrong.push(`goes beyond the left edge: ${named(element)}`);
    }
    for (const picture of document.querySelectorAll("svg")) {
        const labels = [...picture.querySelectorAll("text")].map(label => [label, label.getBoundingClientRect()]);
        labels.forEach(([label, box], index) => labels.slice(0, index)
            .filter(([, other]) => touch(box, other))
            .forEach(([other]) => wrong.push(`${words(label)} is written over ${words(other)}`)));
        const height = picture.getBoundingClientRect().height;
        if (height > 1.5 * 900) wrong.push(`a picture is ${height} points high: ${words(picture.querySelector("title"))}`);
    }
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) wrong.push(`the page is ${scrollWidth} points wide on ${innerWidth}`);

    // For readers who hear the page.
    const resolved = ids => (ids || "").split(" ").map(id => document.getElementById(id)?.textContent || "").join("").trim();
    if (!document.documentElement.lang) wrong.push("the page does not say its language");
    if (!document.title) wrong.push("the page has no title");
    let level = 0;
    const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")];
    for (const heading of headings) {
        const own = Number(heading.tagName[1]);
        if (own > level + 1) wrong.push(`h${own} follows h${level}: ${words(heading)}`);
        level = own;
    }
    if (headings.filter(heading => heading.tagName === "H1").length !== 1) wrong.push("there is not one h1");
    for (const picture of document.querySelectorAll("svg:not([aria-hidden=true])")) {
        if (picture.getAttribute("role") !== "img" || !resolved(picture.getAttribute("aria-labelledby"))
            || !picture.querySelector(":scope > title")?.textContent || !picture.querySelector(":scope > desc")?.textContent) {
            wrong.push(`a picture without words: ${named(picture)}`);
        }
    }
    for (const table of document.querySelectorAll("table")) {
        if (!table.querySelector("thead th")) wrong.push(`a table without heads: ${words(table)}`);
        if (!table.caption && !resolved(table.getAttribute("aria-labelledby"))) wrong.push(`a table without a name: ${words(table)}`);
    }
    for (const head of document.querySelectorAll("th:not([scope])")) wrong.push(`a head of no row or column: ${words(head)}`);
    const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
    for (const id of ids.filter((id, index) => ids.indexOf(id) !== index)) wrong.push(`two elements are ${id}`);

    return {
        wrong: [...new Set(wrong)], texts, lowest, scrollWidth, height: document.documentElement.scrollHeight,
        elements: document.querySelectorAll("*").length,
    };
})()
