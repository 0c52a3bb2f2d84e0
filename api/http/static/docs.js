"use strict";

/* Swagger UI shows pictures by blob: URLs, which the content security policy keeps out; data: URLs
   it lets in. */
const picturesAsData = ({ React }) => {
  const Picture = ({ content, contentType }) => {
    const [url, setUrl] = React.useState();
    React.useEffect(() => {
      const reader = new FileReader();
      reader.onload = () => setUrl(reader.result);
      reader.readAsDataURL(content);
      return () => reader.abort();
    }, [content]);
    return React.createElement("img", { src: url, alt: contentType });
  };
  const isPicture = ({ content, contentType }) =>
    content instanceof Blob && /^image\//i.test(contentType);
  return {
    wrapComponents: {
      responseBody: (Original) => (props) =>
        React.createElement(isPicture(props) ? Picture : Original, props),
    },
  };
};

const place = document.getElementById("document");

SwaggerUIBundle({
  domNode: place,
  // Absolute, so that servers which the document names relatively are found below any prefix.
  url: new URL(place.dataset.url, document.baseURI).href,
  deepLinking: true,
  validatorUrl: null, // by default a foreign service
  plugins: [picturesAsData],
});
