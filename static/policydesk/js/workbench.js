// The claims page works without this. Beside the story it brings the chosen claim's words into sight.
const mark = document.querySelector(".bench .story .current");
const story = mark?.closest(".story");
if (story && story.scrollHeight > story.clientHeight) {
  story.scrollTop += mark.getBoundingClientRect().top - story.getBoundingClientRect().top - story.clientHeight / 3;
}
